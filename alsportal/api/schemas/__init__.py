"""The shapes of all answers, as JSON Schema (the dialect of OpenAPI 3.1), by name.

They describe; they do not serialise. A test holds every answer against them, and refuses fields
that are not described. Objects stay open to new fields: additions are no breaking change.
"""

from alsportal.api.schemas import answers, common, guide, therapy, trial

COMPONENTS = {
    **common.SCHEMAS,
    **therapy.SCHEMAS,
    **trial.SCHEMAS,
    **guide.SCHEMAS,
    **answers.SCHEMAS,
}
