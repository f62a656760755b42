"""Accounts of the desk: django-allauth below /admin/accounts/, without sign-up (ADR 0008)."""
