from django.db import models, transaction
from django.db.models import F
from django.utils import timezone


class Tally(models.Model):
    """A named number that only grows, and when it last did."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    @classmethod
    def add_one(cls, name):
        """Adds one in the database itself, so that two workers at once lose nothing. Returns the new value."""
        with transaction.atomic():
            cls.objects.get_or_create(name=name)
            cls.objects.filter(name=name).update(value=F("value") + 1, changed_at=timezone.now())
            return cls.objects.get(name=name).value

    @classmethod
    def value_of(cls, name):
        return cls.objects.filter(name=name).values_list("value", flat=True).first() or 0
