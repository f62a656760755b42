from allauth.account.apps import AccountConfig


class DeskAccounts(AccountConfig):
    """allauth's accounts, with its middleware confined to the desk (``middleware.desk_accounts``).

    The library insists on its own middleware by name, which would put sessions on public pages.
    """

    def ready(self):
        from allauth.account import checks  # noqa: F401  (importing registers them)
