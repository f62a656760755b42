/* Asks for the checklist of what is typed, a while after the last key. Nothing is saved by it.
   Without this script the button below the checklist does the same with a page load. */
"use strict";

(function () {
  const PAUSE = 2500; // milliseconds without typing
  const box = document.getElementById("checklist");
  const button = document.getElementById("check-now");
  if (!box || !button) {
    return;
  }
  const form = button.form;
  const status = document.getElementById("checklist-status");
  let timer = null;
  let running = null;

  async function check() {
    window.clearTimeout(timer);
    if (running) {
      running.abort();
    }
    const mine = new AbortController();
    running = mine;
    status.textContent = box.dataset.waiting;
    try {
      const answer = await fetch(box.dataset.checkUrl, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        redirect: "error",
        signal: mine.signal,
      });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      box.innerHTML = await answer.text(); // our own template, escaped on the server
      const verdict = box.querySelector(".verdict");
      status.textContent = verdict ? verdict.textContent.trim() : "";
    } catch (error) {
      if (error.name !== "AbortError") {
        status.textContent = box.dataset.failed;
      }
    } finally {
      if (running === mine) {
        running = null;
      }
    }
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(check, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("formset:removed", later);
  button.addEventListener("click", function (event) {
    event.preventDefault();
    check();
  });
})();
