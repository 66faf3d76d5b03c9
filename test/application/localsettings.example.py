"""What a site sets: an example that takes everything from the environment. The commcare role writes its own localsettings.py."""
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTOCOL", "https")

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("POSTGRESQL_HOST", "127.0.0.1"),
        "PORT": os.environ.get("POSTGRESQL_PORT", "5432"),
        "NAME": os.environ["POSTGRESQL_DATABASE"],
        "USER": os.environ["POSTGRESQL_USER"],
        "PASSWORD": os.environ["POSTGRESQL_PASSWORD"],
        "OPTIONS": {"sslmode": os.environ.get("POSTGRESQL_SSLMODE", "prefer"), "connect_timeout": 5},
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_CACHE_URL"]}}
CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"]
