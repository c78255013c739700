from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("postgresql+asyncpg://localhost/alarms")


class Base(DeclarativeBase):
    pass


class Alarm(Base):
    __tablename__ = "alarms"
    id: Mapped[int] = mapped_column(primary_key=True)
    steps: Mapped[list["Step"]] = relationship(back_populates="alarm")

    async def ring(self, bell):
        for step in self.steps:
            for horn in step.horns:
                await bell.play(horn.tone)


class Step(Base):
    __tablename__ = "steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarms.id"), index=True)
    alarm: Mapped[Alarm] = relationship(back_populates="steps")
    horns: Mapped[list["Horn"]] = relationship()


class Horn(Base):
    __tablename__ = "horns"
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"), index=True)
    tone: Mapped[str]
