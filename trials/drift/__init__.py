"""When the registry changes: newer records, what they change, and taking them over.

`differences`, `wording` and `notes` are pure. `comparing` and `finding` read and keep what drifts,
`accepting` and `batches` are the actions, `pages` and `listing` the desk's views of them.
"""
