"""Files to import, and how to sign in."""

import io
import zipfile
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.factories import UserFactory

HEAD = "titre;chapo;themes;territoires;sources;recit;image;texte_de_remplacement"
FULL = "Un verger;On plante.;Climat;96A01;Le bilan;Tout a commencé.;verger.png;Des arbres"
SHORT = "Une halle;;Climat;;;;;"


def png() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (1600, 900), "#2f6f4f").save(output, "PNG")
    return output.getvalue()


def table(*lines: str, name: str = "fiches.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEAD, *lines]).encode())


def archive(**files: Any) -> SimpleUploadedFile:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return SimpleUploadedFile("fiches.zip", output.getvalue())


def sign_in(client: Client, group: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user
