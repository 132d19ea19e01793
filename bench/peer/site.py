"""The peer in an environment of its own: Samspel's needs none of it, and its tests never see it."""

import json
import os
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
SETTINGS = """
import json
from pathlib import Path

HERE = Path(__file__).parent
SECRET_KEY = "bench" * 8
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "peer"
USE_TZ = True
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
DEFAULT_SURVEY_PUBLISHING_DURATION = 30
CHOICES_SEPARATOR = ","
USER_DID_NOT_ANSWER = "Left blank"
EXCEL_COMPATIBLE_CSV = False
CSV_DIRECTORY = HERE / "csv"
TEX_DIRECTORY = HERE / "tex"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "survey",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "peer.db", "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 10, "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}}
LOGGING = {"version": 1, "disable_existing_loggers": True}
"""
SITE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "peer_settings"
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
urlpatterns = [path("survey/", include("survey.urls")), path("accounts/", include("django.contrib.auth.urls"))]
application = get_wsgi_application()
"""
FILL = """
import json, sys
import peer
from django.core.management import call_command
from survey.models import Question, Survey
call_command("migrate", verbosity=0)
survey = Survey.objects.create(name="Bench", description="", need_logged_user=False, display_method=0)
for order, (text, choices) in enumerate(json.load(sys.stdin)):
    Question.objects.create(survey=survey, text=text, order=order, required=False, type="radio", choices=choices)
print(survey.id)
"""


class Peer:
    """The peer, installed in `folder`; pip takes what `requirements.txt` pins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "environment" / "bin"

    def install(self) -> None:
        """Makes the environment."""
        venv.create(self.bin.parent, with_pip=True)
        subprocess.run([self.bin / "pip", "install", "--quiet", "--requirement", REQUIREMENTS], check=True)

    def fill(self, questions: Sequence[tuple[str, Sequence[str]]]) -> int:
        """Makes a survey of these questions (text, choices) on one page. Its number."""
        for name, text in (("peer_settings.py", SETTINGS), ("peer.py", SITE), ("fill.py", FILL)):
            (self.folder / name).write_text(text)
        (self.folder / "csv").mkdir()
        given = json.dumps([(text, ",".join(choices)) for text, choices in questions])
        command = [self.bin / "python", self.folder / "fill.py"]
        made = subprocess.run(command, input=given, text=True, capture_output=True, check=True, cwd=self.folder)
        return int(made.stdout)

    @property
    def environment(self) -> dict[str, str]:
        """What its server is started with."""
        return {**os.environ, "PYTHONPATH": str(self.folder)}
