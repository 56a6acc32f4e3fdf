from io import BytesIO

from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from PIL import Image


@csrf_exempt
@require_POST
def thumbnail(request):
    if "image" not in request.FILES:
        return HttpResponseBadRequest("An image is missing.")
    image = Image.open(request.FILES["image"])
    image.thumbnail((128, 128))
    made = BytesIO()
    image.save(made, "PNG")
    return HttpResponse(made.getvalue(), content_type="image/png")
