"""Settings that are the same on every site. What differs (databases, secrets, host names) comes from localsettings.py, as with HQ."""
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent

DEBUG = False
ROOT_URLCONF = "standin.urls"
WSGI_APPLICATION = "standin.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles", "tally"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page must say that the broker is away, not hang until the browser gives up.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 10}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_BEAT_SCHEDULE = {"heartbeat": {"task": "tally.tasks.heartbeat", "schedule": 5.0}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

try:
    from localsettings import *  # noqa: F401,F403
except ModuleNotFoundError as missing:
    if missing.name != "localsettings":
        raise
    raise SystemExit("localsettings.py is missing: copy localsettings.example.py, or let the commcare role write it.") from None
