from sqlalchemy import Column, ForeignKey, Index, MetaData, Table

metadata = MetaData()

parcel_label = Table(
    "parcel_label",
    metadata,
    Column("parcel_id", ForeignKey("parcel.id")),
    Column("label_id", ForeignKey("label.id")),
)
Index("ix_parcel_label", parcel_label.c.parcel_id, parcel_label.c.label_id)
Index("ix_label_parcel", parcel_label.c.label_id)
