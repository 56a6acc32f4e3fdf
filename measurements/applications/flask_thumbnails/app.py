from io import BytesIO

from flask import Flask, Response, request
from PIL import Image

application = Flask(__name__)


@application.post("/thumbnails")
def thumbnail():
    image = Image.open(request.files["image"])
    image.thumbnail((128, 128))
    made = BytesIO()
    image.save(made, "PNG")
    return Response(made.getvalue(), mimetype="image/png")
