from django.urls import path
from tally import views

urlpatterns = [
    path("", views.page, name="page"),
    path("healthz", views.healthz, name="healthz"),
    path("serverup.txt", views.serverup, name="serverup"),
]
