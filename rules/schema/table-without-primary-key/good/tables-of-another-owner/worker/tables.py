from sqlalchemy import Column, Integer, MetaData, Table

lamps = Table("lamps", MetaData(), Column("pier", Integer), Column("height", Integer), Column("colour", Integer))
