"""Messages to accounts, sent outside of the request."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

SUBJECT = "wagtailadmin/account/password_reset/email_subject.txt"
BODY = "wagtailadmin/account/password_reset/email.txt"


@task()
def send_password_reset(pk: int) -> None:
    """Send the link for a new password to the account `pk`.

    The token is made here: the queue holds no secret. The exception of a mail server that is away
    is raised: the worker tries again.
    """
    user = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return
    context = {
        "email": user.email,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "user": user,
        "token": default_token_generator.make_token(user),
    }
    # `PasswordResetForm.send_mail` logs the failure and goes on: the message would be lost.
    subject = " ".join(render_to_string(SUBJECT, context).split())
    EmailMessage(subject, render_to_string(BODY, context), to=[user.email]).send()
