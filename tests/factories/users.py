import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("hélène-{}".format)
    email = factory.Sequence("helene-{}@example.org".format)
    password = factory.django.Password("Quatre chèvres sur un quai")


class EditorFactory(UserFactory):
    """A member of « Contributions »: may write drafts, may not publish."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def editors(self, create: bool, extracted: bool | None, **kwargs: object) -> None:
        self.groups.add(Group.objects.get(name="Contributions"))


class SuperuserFactory(UserFactory):
    is_staff = True
    is_superuser = True
