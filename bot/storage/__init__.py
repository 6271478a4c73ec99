"""What is kept: tables, encryption, migrations; the only room that says SQLAlchemy."""
