"""The Flask extensions, made once and bound to an app by create_app."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from consult.orm import Base

db = SQLAlchemy(metadata=Base.metadata)
babel = Babel()
csrf = CSRFProtect()
login_manager = LoginManager()
