"""People's roles in the college, from its list."""

from enum import StrEnum


class Role(StrEnum):
    """A person's role in the college."""

    STUDENT = "student"
    PARENT = "parent"
    TEACHER = "teacher"
    EMPLOYEE = "employee"
