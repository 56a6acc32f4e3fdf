from django.http import HttpResponse

from .models import Product


def hello(request):
    return HttpResponse("Hello, world")


def products(request):
    found = Product.objects.order_by("name")[:10]
    return HttpResponse("\n".join(product.name for product in found))
