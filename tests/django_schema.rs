//! Tables of Django's models: packages that bring columns along, and projects that are nothing but a package.

mod outline;

use outline::outline;

const SETTINGS: &str = "ROOT_URLCONF = 'garden.urls'\nINSTALLED_APPS = ['plants']\n";

fn project(models: &str) -> String {
    outline(&[
        ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'garden.settings')\n"),
        ("garden/__init__.py", ""),
        ("garden/settings.py", SETTINGS),
        ("plants/__init__.py", ""),
        ("plants/models.py", models),
    ])
}

#[test]
fn trees_have_the_columns_of_their_package() {
    let models = "
from django.db import models
from mptt.models import MPTTModel, TreeForeignKey
from treebeard.mp_tree import MP_Node

class Family(MP_Node):
    name = models.CharField(max_length=40)

class Bed(MPTTModel):
    parent = TreeForeignKey('self', models.CASCADE, null=True)
";
    assert_eq!(
        project(models),
        "plants_bed: id lft rght tree_id level parent_id | parent_id>plants_bed | index(parent_id) index(tree_id) \
         index(tree_id,lft) pk(id)\n\
         plants_family: id path depth numchild name |  | pk(id) unique(path)"
    );
}

#[test]
fn keys_of_packages_are_keys() {
    let models = "
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase

class Plant(ClusterableModel):
    name = models.CharField(max_length=40)

class PlantTag(TaggedItemBase):
    content_object = ParentalKey(Plant, on_delete=models.CASCADE)
";
    assert_eq!(
        project(models),
        "plants_plant: id name |  | pk(id)\n\
         plants_planttag: id tag_id content_object_id | content_object_id>plants_plant tag_id>taggit_tag | \
         index(content_object_id) index(tag_id) pk(id)"
    );
}

#[test]
fn rows_may_belong_to_a_model_of_a_package() {
    let models = "
from django_celery_beat.models import PeriodicTask
from django.db import models

class Watering(PeriodicTask):
    litres = models.IntegerField()
";
    assert_eq!(
        project(models),
        "plants_watering: periodictask_ptr_id litres | periodictask_ptr_id>django_celery_beat_periodictask | \
         pk(periodictask_ptr_id)"
    );
}

/// A package of an app has no settings but those of its tests. These run with no variables of the environment set.
#[test]
fn the_settings_of_tests_stand_for_those_that_are_missing() {
    let settings = "
import os
INSTALLED_APPS = ['ledger', 'ledger.tests.bank', 'django.contrib.auth']
if os.environ.get('OTHER_USER'):
    AUTH_USER_MODEL = 'auth.User'
else:
    AUTH_USER_MODEL = 'bank.Teller'
ROOT_URLCONF = 'ledger.tests.urls'
";
    let files = [
        ("ledger/__init__.py", ""),
        (
            "ledger/models.py",
            "from django.conf import settings\nfrom django.db import models\n\nclass Entry(models.Model):\n    \
             by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)\n",
        ),
        ("ledger/tests/__init__.py", ""),
        ("ledger/tests/settings.py", settings),
        ("ledger/tests/test_entries.py", "from django.db import models\n\nclass Fake(models.Model):\n    pass\n"),
        ("ledger/tests/bank/__init__.py", ""),
        (
            "ledger/tests/bank/models.py",
            "from django.contrib.auth.models import AbstractBaseUser\nfrom django.db import models\n\n\
             class Teller(AbstractBaseUser):\n    number = models.IntegerField(unique=True)\n",
        ),
        // What projects are started from is no project.
        ("ledger/template/settings.py", "ROOT_URLCONF = '{{ project_name }}.urls'\nINSTALLED_APPS = ['ledger']\n"),
    ];
    assert_eq!(
        outline(&files),
        "bank_teller: id password last_login number |  | pk(id) unique(number)\n\
         ledger_entry: id by_id | by_id>bank_teller | index(by_id) pk(id)"
    );
}

/// A model that is found after the first key to its name stands for that name.
#[test]
fn keys_by_name_wait_for_their_model() {
    let models = "
from django.db import models
from plants.rows import Row

class Note(models.Model):
    row = models.ForeignKey('plants.Row', models.CASCADE)
";
    let rows = "from django.db import models\n\nclass Row(models.Model):\n    pass\n";
    let files = [
        ("garden/__init__.py", ""),
        ("garden/settings.py", SETTINGS),
        ("plants/__init__.py", ""),
        ("plants/models.py", models),
        ("plants/rows.py", rows),
    ];
    assert_eq!(
        outline(&files),
        "plants_note: id row_id | row_id>plants_row | index(row_id) pk(id)\nplants_row: id |  | pk(id)"
    );
}
