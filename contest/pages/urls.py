"""Addresses of the shells of the three apps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
