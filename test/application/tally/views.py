import uuid
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from . import tasks
from .models import Tally

CACHE_SECONDS = 60
HEARTBEAT_SECONDS = 60


def page(request):
    """Counts the visit in PostgreSQL, shows a value kept in Redis, and leaves the worker a task whose results it counts."""
    visits = Tally.add_one("visits")
    cached_at = cache.get_or_set("page", lambda: timezone.now().isoformat(timespec="seconds"), CACHE_SECONDS)
    tasks.process_visit.delay()
    return render(request, "tally/page.html", {"visits": visits, "cached_at": cached_at, "processed": Tally.value_of("processed")})


def healthz(request):
    """200 when everything the site needs answers, else 503; JSON with a word on each part."""
    checks = {"postgresql": _postgresql, "redis": _redis, "celery": _celery}
    report = {name: _ask(check) for name, check in checks.items()}
    return JsonResponse(report, status=200 if set(report.values()) == {"ok"} else 503)


def serverup(request):
    """Says that the web process itself is up, whatever else is not. HQ has a page of the same name."""
    return HttpResponse("success", content_type="text/plain")


def _ask(check):
    try:
        return check()
    except Exception as error:  # whatever is broken is what the page is for; the class tells enough, the text may hold secrets
        return f"failed: {type(error).__name__}"


def _postgresql():
    Tally.value_of("visits")
    return "ok"


def _redis():
    token = uuid.uuid4().hex
    cache.set(f"healthz-{token}", token, 10)
    return "ok" if cache.get(f"healthz-{token}") == token else "failed: what was written did not come back"


def _celery():
    beat = Tally.objects.filter(name="heartbeat").first()
    if beat is None:
        return "failed: no heartbeat yet"
    age = timezone.now() - beat.changed_at
    return "ok" if age < timedelta(seconds=HEARTBEAT_SECONDS) else f"failed: last heartbeat {int(age.total_seconds())} s ago"
