-- A procedure step is changed by its own UID.

create index study_announcements_of_origin on study_announcements (origin);
