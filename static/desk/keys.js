/* Says on the page what allauth's script would only tell the console. */
(function () {
  document.addEventListener('allauth.error', function (event) {
    const status = document.getElementById('key-status')
    if (!status) { return }
    event.preventDefault()
    status.textContent = window.PublicKeyCredential ? status.dataset.failed : status.dataset.unable
  })
})()
