"""Whether a page says that a machine wrote it, and which."""

import re

from reviews.importing.page import Origin

_MADE = re.compile(
    r"\b(?:AI|A\.I\.|machine|LLM|artificial intelligence|language model|chatbot)[- ]"
    r"(?:generated|written|authored|produced|created|assisted report)"
    r"|\b(?:generated|written|produced|created|drafted|compiled) "
    r"(?:automatically |entirely |fully )?(?:by|with|using) (?:an? |the )?"
    r"(?:AI|A\.I\.|LLM|artificial intelligence"
    r"|(?:large )?language model|ChatGPT|GPT|Claude|Gemini|Copilot|Perplexity|Llama|Mistral)\b"
    r"|\bAI (?:agents?|agent swarms?|research agents?) (?:write|wrote|analy[sz]e|generate|compile)",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not?|never|without|free (?:of|from)|instead of|unlike|nor|isn['’]t|wasn['’]t)\b"
    r"[^.]{0,40}\Z",
    re.I,
)
_TOOLS = re.compile(
    r"\b(ChatGPT(?:[- ]?\d[\w.]{0,6})?|GPT-?\d[\w.-]{0,10}|Claude(?: [A-Z0-9][\w.]{0,12}){0,2}"
    r"|Gemini(?: [0-9][\w.]{0,8})?|(?:Microsoft )?Copilot|Perplexity|Llama[ -]?\d[\w.]{0,6}"
    r"|Mistral(?: [A-Z]\w{0,12})?)"
)
_MAKER = re.compile(
    r"([A-Z][\w.]{1,30}(?: [A-Z][\w.]{1,30}){0,3}) (?:aggregates|collects|publishes|provides"
    r"|offers|uses|compiles|hosts|produces|generates)\b[^.]{0,40}\b(?:AI|machine)[- ]generated"
)
_PUT_OFF = re.compile(r"multi-agent|agent swarm|AI[- ]powered|AI assistant", re.I)


def read(lines) -> Origin:
    """Return the origin of a page by its own words; ``evidence`` is the line that says it.

    Only a page that says so counts as generated. A denial ("not AI-generated") counts as none.
    """
    for text in lines:
        for made in _MADE.finditer(text):
            if not _DENIED.search(text[max(0, made.start() - 60) : made.start()]):
                return Origin("ai_generated", _tool(text, lines), text[:300])
    return Origin("third_party")


def hint(lines) -> str:
    """Return a line that speaks of machines at work without saying that they wrote it, or ""."""
    return next((text[:200] for text in lines if _PUT_OFF.search(text)), "")


def _tool(text, lines):
    for pattern in (_TOOLS, _MAKER):
        if found := pattern.search(text):
            return found[1][:100]
    near = (pattern.search(line) for line in lines for pattern in (_MAKER,))
    return next((found[1][:100] for found in near if found), "")
