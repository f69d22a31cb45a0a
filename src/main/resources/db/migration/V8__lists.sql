-- Cases and studies as lists show them.

-- How far image and report agree at worst in the latest reading; null while there is none.
alter table cases add column concordance double precision;
create index cases_by_concordance on cases (concordance);
create index studies_by_arrival on studies (first_seen desc, uid);
