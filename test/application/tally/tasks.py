from celery import shared_task

from .models import Tally


@shared_task
def process_visit():
    """What a page view leaves for the worker to do."""
    Tally.add_one("processed")


@shared_task
def heartbeat():
    """Sent by beat every few seconds: proof that beat, the broker, a worker and the database work together."""
    Tally.add_one("heartbeat")
