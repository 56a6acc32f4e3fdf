import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["localhost"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "products.db"}},
    ROOT_URLCONF=__name__,
)
django.setup()


class Product(models.Model):
    name = models.CharField(max_length=200)

    class Meta:
        app_label = "products"


def hello(request):
    return HttpResponse("Hello, world")


def products(request):
    found = Product.objects.order_by("name")[:10]
    return HttpResponse("\n".join(product.name for product in found))


urlpatterns = [path("", hello), path("products", products)]
application = get_wsgi_application()
