"""Django's settings, in the order of its documentation.

Without DATABASE_URL, REDIS_URL and CACHE_URL the installation brings its own servers and secrets
(`embedded/`). With them it is in production: every secret must be given, nothing falls back to a default one.
"""

import os
from pathlib import Path
from typing import Any

from contest.config import env
from contest.config.embedded import servers
from contest.config.embedded.places import PROJECT, places
from contest.config.embedded.secrets import kept_secret

EMBEDDED = not any(os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL"))
PLACES = places()
OWN = servers.attach_or_start(PLACES) if EMBEDDED else None


def made_here(name: str, prefix: str = "", size: int = 32) -> str | None:
    """A secret made once for an installation of its own; None in production, where it must be given."""
    return prefix + kept_secret(PLACES, name, size=size) if EMBEDDED else None


# Where things lie
VAR = PLACES.var
FRONTEND = PROJECT / "frontend"
PUBLISHED = Path(env.text("PUBLISHED_DIR", str(VAR / "published")))  # files of boards, served as /published/
DEMO_PHASE = env.flag("DEMO", default=EMBEDDED)

# Cache: also rate limits and the fast copy of sessions; it may forget, and be away
CACHES = {
    "default": {
        "BACKEND": "contest.config.cache.PatientCache",
        "LOCATION": env.url("CACHE_URL", OWN.cache_url if OWN else None, schemes=("redis", "rediss")),
        "KEY_PREFIX": "contest",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}
REDIS_URL = env.url(
    "REDIS_URL", OWN.redis_url if OWN else None, schemes=("redis", "rediss")
)  # broker and boards

# Database: one connection a thread, kept; a pool brought nothing (measured)
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", OWN.database_url if OWN else None)
    | {"CONN_MAX_AGE": env.whole("DATABASE_CONN_MAX_AGE", 600), "CONN_HEALTH_CHECKS": True}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Debugging
DEBUG = env.flag("DEBUG")
if DEBUG and not EMBEDDED:
    raise env.EnvError("DEBUG", "must not be set beside DATABASE_URL: it shows settings and data to visitors")

# E-mail: optional everywhere; without a server, letters lie in var/mail (embedded) or are not sent
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.whole("EMAIL_PORT", 587, at_least=1, at_most=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "", at_least=0)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if EMAIL_HOST else "filebased.EmailBackend" if EMBEDDED else "dummy.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "noreply@localhost")

# Files: what everybody may fetch, and what leaves by signed address only
STORAGE = Path(env.text("STORAGE_DIR", str(VAR / "storage")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STORAGE / "private", "base_url": None},
    },
    "public": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STORAGE / "public", "base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a body that is no file

# Globalization: the client owns all words; the server keeps UTC
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# HTTP
HTTPS = env.flag("HTTPS", default=not EMBEDDED)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if EMBEDDED else "")
if not ALLOWED_HOSTS:
    raise env.EnvError("ALLOWED_HOSTS", "is not set: name the hosts people use, separated by commas")
TRUSTED_PROXIES = env.whole("TRUSTED_PROXIES", 0)  # proxies in front that set X-Forwarded-For and -Proto
WSGI_APPLICATION = "contest.config.wsgi.application"
MIDDLEWARE = [
    "contest.config.operations.OperationsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "contest.api.allauth_door.AllauthDoor",
    "contest.config.policies.LibraryPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# Logging: one JSON line a record, without personal data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "contest.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}

# Models
INSTALLED_APPS = [
    "contest.accounts",
    "quizzes",
    "contest",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.headless",
]

# Security
SECRET_KEY = env.secret("SECRET_KEY", made_here("secret-key", size=48), at_least=50)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
FIELD_KEYS = env.key_ring("FIELD_KEYS", made_here("field-key", "1:"))  # personal data
SIGNING_KEYS = env.key_ring("SIGNING_KEYS", made_here("signing-key", "1:"))  # attempt tokens
METRICS_TOKEN = env.secret("METRICS_TOKEN", "", at_least=0)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "contest.api.problem.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = HTTPS

SECURE_HSTS_SECONDS = env.whole("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Templates: only Django's own admin and the API page have any
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# URLs
ROOT_URLCONF = "contest.config.urls"
STATIC_URL = "/static/"

# Auth
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["contest.api.signed_in.Accounts"]
PASSWORD_HASHERS = ["contest.config.hashers.ModestArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sessions: as long as a contest, so nobody has to remember a password for the second week
SESSION_ENGINE = "contest.config.sessions"
SESSION_COOKIE_AGE = 90 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True

# django-allauth: sign-up with a name or phone and a password; e-mail is never needed
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser", "app")
HEADLESS_TOKEN_STRATEGY = "contest.api.signed_in.SessionTokens"  # noqa: S105  # a name
HEADLESS_FRONTEND_URLS = {"account_confirm_email": "/tai-khoan/thu-dien-tu?key={key}"}
ACCOUNT_ADAPTER = "contest.api.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # no letter but the one that asks for it goes to an unproven address
ACCOUNT_UNIQUE_EMAIL = False  # a family may share one
ACCOUNT_CHANGE_EMAIL = True  # one address a person; another one takes its place once proven
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_USERNAME_VALIDATORS = "contest.accounts.login_names.VALIDATORS"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# A school behind one address: 300 a minute pass with room for mistakes. The key of `login_failed` is account
# and address, that of `_everywhere` an account. One address guesses at one account 2,880 times a day, all of
# them 24,000 times, 720,000 in a contest of 30 days; eight random letters are 2 * 10**11, and well-known
# passwords are refused. To keep somebody out takes nine addresses that guess all the time.
ACCOUNT_RATE_LIMITS = {
    "signup": "600/m/ip",
    "login": "600/m/ip",
    "login_failed": "300/m/ip,10/300s/key",
    "login_failed_everywhere": "1000/h/key",
    "recovery": "300/m/ip,10/300s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Django REST framework: deny unless an endpoint says who may
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "allauth.headless.contrib.rest_framework.authentication.XSessionTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["contest.config.access.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "contest.api.schema.Schema",
    "EXCEPTION_HANDLER": "contest.api.problem.handle",
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Contest platform API",
    "DESCRIPTION": "Contests on knowledge of the law. Errors are codes; the client owns the words. One signs "
    "in through django-allauth's headless API below /_allauth/, in a browser (cookie and CSRF) or in an app "
    "(X-Session-Token). An attempt is answered with the token that its start gave.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [],  # enums come with names of their own
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "attemptToken": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "`Attempt <token>`, as the start of the attempt gave it",
            }
        }
    },
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
