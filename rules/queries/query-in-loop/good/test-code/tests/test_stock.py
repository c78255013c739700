from app import Stock, app


def test_every_sku_exists():
    with app.app_context():
        for sku in open("skus.txt"):
            assert Stock.query.filter_by(sku=sku).first()
