"""What people are to the college, as its list says."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the college."""

    STUDENT = "student"
    PARENT = "parent"
    TEACHER = "teacher"
    EMPLOYEE = "employee"
