-- Made-up patients for benchmarks/many.py. `:patients` is how many.
SET synchronous_commit = off;
CREATE TEMP TABLE made AS
  SELECT n, gen_random_uuid() AS person, gen_random_uuid() AS patient, (n - 1) / 24 AS ward
    FROM generate_series(1, :patients) AS n;
CREATE TEMP TABLE wards AS
  SELECT ward, gen_random_uuid() AS unit FROM (SELECT DISTINCT ward FROM made) AS w;
CREATE TEMP TABLE staff AS
  SELECT ward, place, gen_random_uuid() AS person FROM wards, generate_series(1, 3) AS place;
INSERT INTO people_unit (id, name, kind, zone) SELECT unit, 'Ward ' || ward, 'ward', 'Europe/Stockholm' FROM wards;
INSERT INTO people_person (id, full_name, called, language)
  SELECT person, 'Person' || n || ' Made-up' || n % 997, 'Person' || n, 'en' FROM made
  UNION ALL SELECT person, 'Clinician' || ward || ' Number' || place, 'Clinician', 'en' FROM staff;
INSERT INTO people_clinician (person_id, profession, title)
  SELECT person, CASE place WHEN 1 THEN 'doctor' ELSE 'nurse' END, '' FROM staff;
INSERT INTO people_account (id, password, username, is_active, person_id)
  SELECT gen_random_uuid(), '!', 'ward' || ward || '.' || place, true, person FROM staff WHERE ward < 40;
INSERT INTO patients_patient (id, person_id) SELECT patient, person FROM made;
INSERT INTO patients_stay (id, patient_id, unit_id, started_at)
  SELECT gen_random_uuid(), patient, unit, now() - interval '2 days' FROM made JOIN wards USING (ward);
INSERT INTO patients_teammember (id, patient_id, person_id, role, leads, since)
  SELECT gen_random_uuid(), patient, staff.person, CASE place WHEN 1 THEN 'doctor' ELSE 'nurse' END,
         place = 1, now() - interval '2 days'
    FROM made JOIN staff USING (ward);
INSERT INTO decisions_choice (id, patient_id, aid_id, matter, language, stratum, reopened_because, opened_by_id)
  SELECT gen_random_uuid(), patient, (SELECT aid_id FROM decisions_choice WHERE aid_id IS NOT NULL LIMIT 1),
         '', 'en', '4', '', staff.person
    FROM made JOIN staff USING (ward) WHERE place = 1 AND n % 2 = 0;
SELECT count(*) FROM (
  SELECT gate.append_to_trail(patient::text, staff.person, '', 'looked', 'patient', patient, 'made up', ARRAY[]::uuid[])
    FROM made JOIN staff USING (ward)) AS lines;
ANALYZE;
