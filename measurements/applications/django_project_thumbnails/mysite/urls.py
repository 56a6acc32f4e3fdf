from django.contrib import admin
from django.urls import path

from .views import thumbnail

urlpatterns = [
    path("admin/", admin.site.urls),
    path("thumbnails", thumbnail),
]
