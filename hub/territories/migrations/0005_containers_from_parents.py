from django.db import migrations

KINDS = {"departement": "departement_codes", "region": "region_codes"}


def departement_of(code):
    return code[:3] if code.startswith("97") else code[:2]


def write_containers(apps, schema_editor):
    """Write the containers and the codes of the existing territories from their parents."""
    territory_model = apps.get_model("territories", "Territory")
    inclusion_model = apps.get_model("territories", "Inclusion")
    known = territory_model.objects.in_bulk()
    rows = []
    for territory in known.values():
        chain, current = [territory], known.get(territory.parent_id)
        while current is not None and current not in chain:
            chain.append(current)
            current = known.get(current.parent_id)
        rows += [inclusion_model(inner=territory, outer=outer) for outer in chain[1:]]
        for kind, field in KINDS.items():
            codes = {place.code for place in chain if place.kind == kind}
            if kind == "departement" and territory.kind == "commune":
                codes.add(departement_of(territory.code))
            setattr(territory, field, " ".join(sorted(codes)))
    inclusion_model.objects.bulk_create(rows)
    territory_model.objects.bulk_update(known.values(), KINDS.values(), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("territories", "0004_gazetteer_and_programme")]
    operations = [migrations.RunPython(write_containers, migrations.RunPython.noop)]
