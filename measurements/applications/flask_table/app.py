from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

application = Flask(__name__)
application.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///products.db"
db = SQLAlchemy(application)


class Product(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


@application.get("/")
def hello():
    return "Hello, world"


@application.get("/products")
def products():
    found = db.session.scalars(db.select(Product).order_by(Product.name).limit(10))
    return "\n".join(product.name for product in found)
