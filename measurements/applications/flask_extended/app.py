import secrets

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_login import LoginManager, UserMixin
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Mapped, mapped_column

application = Flask(__name__)
application.config["SECRET_KEY"] = secrets.token_hex()
application.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///products.db"
db = SQLAlchemy(application)
migrate = Migrate(application, db)
login_manager = LoginManager(application)
csrf = CSRFProtect(application)
admin = Admin(application)


class Product(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(UserMixin, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


admin.add_view(ModelView(Product, db.session))


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, user_id)


@application.get("/")
def hello():
    return "Hello, world"


@application.get("/products")
def products():
    found = db.session.scalars(db.select(Product).order_by(Product.name).limit(10))
    return "\n".join(product.name for product in found)
