"""alsportal's settings. Deployments differ by environment variables alone:

ALSPORTAL_TIER   embedded (default: one process group, SQLite) | public | desk
SITE_URL         where readers find the site, e.g. https://als.example.org
ALLOWED_HOSTS    names it answers to, separated by commas (default: the host of SITE_URL)
SECRET_KEY       at least 50 random characters (embedded: made and kept in DATA_DIR at first run)
DATABASE_URL     postgres://user:password@host/name (default: SQLite in DATA_DIR)
REDIS_URL        counts wrong passwords, e.g. redis://127.0.0.1:6379/0 (default: the database)
EMAIL_URL        sends letters, e.g. smtp+tls://user:password@mail.example.org:587 (default: none)
DATA_DIR         what must outlive a release (default: data/ beside this project)
ALSPORTAL_DEMO   true marks a demonstration, the only place where demo accounts may exist
DEBUG            true for development only

docs/operations.md explains them and the rarer ones.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from alsportal import environment
from alsportal.release import fingerprint

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- The deployment ------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
ALSPORTAL_TIER = environment.tier(env("ALSPORTAL_TIER", default="embedded"))
ALSPORTAL_DEMO = env.bool("ALSPORTAL_DEMO", default=False)
SITE_URL = environment.site_url(env("SITE_URL", default="http://127.0.0.1:8000"))
ALLOWED_HOSTS = environment.allowed_hosts(env.list("ALLOWED_HOSTS", default=[]), SITE_URL)
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
SECRET_KEY = environment.secret_key(
    env("SECRET_KEY", default=""), tier=ALSPORTAL_TIER, data_dir=DATA_DIR
)
# Cached pages belong to one release; any change of code, template or style makes a new one.
RELEASE = env("ALSPORTAL_RELEASE", default="") or fingerprint(BASE_DIR)

# --- Apps, addresses and what stands around each request -----------------------------------------

INSTALLED_APPS = [
    "allauth",
    "alsportal.accounts.apps.DeskAccounts",
    "allauth.mfa",
    "alsportal",
    "trials",
    "therapies",
    "reviews",
    "reviews.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "csp",
]
# Readers have no session, no account and no cookie: the last seven act on the desk alone.
MIDDLEWARE = [
    "alsportal.pagecache.PublicPageCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alsportal.middleware.DeskHeaders",
    "alsportal.middleware.DeskSession",
    "django.middleware.common.CommonMiddleware",
    "alsportal.middleware.DeskCsrf",
    "alsportal.middleware.DeskAuthentication",
    "alsportal.middleware.DeskMessages",
    "alsportal.middleware.desk_history",
    "alsportal.middleware.desk_accounts",
]
ROOT_URLCONF = "alsportal.urls"
WSGI_APPLICATION = "alsportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alsportal.accounts.context.desk",
            ]
        },
    }
]

# --- Database and cache --------------------------------------------------------------------------

# WAL is refused where the loaded SQLite can lose commits in it (check alsportal.E001).
SQLITE_WAL = env.bool("SQLITE_WAL", default=False)
DATABASES = {
    "default": environment.database(
        env("DATABASE_URL", default=""),
        data_dir=DATA_DIR,
        wal_wanted=SQLITE_WAL,
        # Milliseconds. The web server sets 5000 (wsgi.py); migrations and imports may take longer.
        statement_timeout=env.int("DATABASE_STATEMENT_TIMEOUT", default=0),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# Holds the counts of wrong passwords and codes, which all processes have to share. Public pages
# are kept by alsportal.pagecache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "alsportal_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # more than anybody can type between two cullings
    }
}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},  # seconds
    }

# --- Security: headers and transport -------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"  # nobody learns from us which page on ALS was read
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer autoplay browsing-topics camera display-capture fullscreen geolocation "
        "gyroscope hid idle-detection local-fonts magnetometer microphone midi payment "
        "picture-in-picture screen-wake-lock serial storage-access usb xr-spatial-tracking"
    ).split()
}
# What `check --deploy` need not say here:
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # it looks for Django's own CSRF class; alsportal.E006 looks for ours
    "security.W021",  # HSTS preloading binds a whole domain: its owner's decision, not a release's
]

# --- The desk: accounts, sessions, journal -------------------------------------------------------

AUTH_USER_MODEL = "reviews.User"
AUTHENTICATION_BACKENDS = ["alsportal.accounts.backend.OneCheck"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# Everybody in the desk has a second factor, but in the demo (check alsportal.E008).
DESK_SECOND_FACTOR = env.bool("DESK_SECOND_FACTOR", default=not ALSPORTAL_DEMO)
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATORS + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATORS + "CommonPasswordValidator"},
    {"NAME": _VALIDATORS + "NumericPasswordValidator"},
]
# In the database: a cache that goes away must not log editors out and lose what they typed.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "alsportal_desk"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"  # browsers never send them with a public page
SESSION_COOKIE_AGE = 24 * 60 * 60  # seconds without use; counted anew at least once an hour
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no second cookie

# allauth, mounted in alsportal.accounts.urls
ACCOUNT_ADAPTER = "alsportal.accounts.adapter.DeskAdapter"
ACCOUNT_FORMS = {
    "login": "alsportal.accounts.forms.SignInForm",
    "reset_password": "alsportal.accounts.forms.AskForResetForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators make accounts, and know whose address it is
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no letter from us
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[alsportal] "
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
LIMIT_MINUTES = 5
ACCOUNT_RATE_LIMITS = {
    # The sixth wrong password or code: from one address, and for one account.
    "login_failed": f"5/{LIMIT_MINUTES}m/ip,5/{LIMIT_MINUTES}m/key",
}
# How many proxies stand in front; the last of them that is ours names the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
MFA_ADAPTER = "alsportal.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # the code before and the code after: not everybody types fast
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Letters: only the way back in after a forgotten password
EMAIL_URL = env("EMAIL_URL", default="")
SENDS_MAIL = bool(EMAIL_URL)
if SENDS_MAIL:
    vars().update(environment.mail(EMAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env(
    "EMAIL_FROM", default=f"alsportal <noreply@{environment.host_of(SITE_URL)}>"
)
EMAIL_TIMEOUT = 10  # seconds

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a trial with many criteria is one large form

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_REVERT_DISABLED = True

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]  # Spanish is next; a translation is an entry of its own
LOCALE_PATHS = [BASE_DIR / "alsportal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))).resolve()
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every page names the hashed ones
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN if DEBUG else _HASHED},
}

# --- Logging: to standard error, and never what a reader asked for -------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "alsportal.logs.WithoutQuery"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_query"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # public and read-only; nothing to log in to
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": None,  # ?format= is an unknown parameter like any other
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "alsportal.api.problems.handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "alsportal API",
    "DESCRIPTION": "Reviewed information on ALS therapies and clinical trials. Read-only.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["alsportal.api.openapi.complete"],
}
