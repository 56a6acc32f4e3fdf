from io import BytesIO

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path
from django.views.decorators.http import require_POST
from PIL import Image

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__)


@require_POST
def thumbnail(request):
    if "image" not in request.FILES:
        return HttpResponseBadRequest("An image is missing.")
    image = Image.open(request.FILES["image"])
    image.thumbnail((128, 128))
    made = BytesIO()
    image.save(made, "PNG")
    return HttpResponse(made.getvalue(), content_type="image/png")


urlpatterns = [path("thumbnails", thumbnail)]
application = get_wsgi_application()
