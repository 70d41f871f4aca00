"""A town hall's list of systems, as a German authority sends it: a semicolon file from Windows."""

from __future__ import annotations

__all__ = ["PUBLIC_SECTOR_CSV"]

_HEAD = (
    "Fachverfahren;Kürzel;Fachbereich;Verantwortlicher;Standort;Schutzbedarf;Personenbezogene Daten;"
    "Architektur;Betriebssystem;Datenbank;CPU-Kerne;RAM (GB);Speicherplatz (GB);"
    "Betriebskosten pro Jahr (EUR);Nutzer;Vertragsende;Benötigt"
)

_ROWS = """
Einwohnermeldewesen|EWO|Bürgerdienste|Frau Brandt|Rathaus|hoch|ja|Monolith|Windows Server 2016|Oracle 19c|24|96|1200|182.000,00|340|31.12.2028|IDM, EAK
Ausweise und Pässe|PAS|Bürgerdienste|Frau Brandt|Rathaus|hoch|ja|Standardsoftware|Windows Server 2016|Oracle 19c|12|48|400|96.500,00|120|31.12.2028|EWO, IDM
Kfz-Zulassung|KFZ|Bürgerdienste|Herr Lehmann|Rathaus|hoch|ja|Monolith|Windows Server 2012 R2|Oracle 12c|16|64|600|131.200,00|85|30.06.2027|IDM, EPAY
Standesamt|STA|Bürgerdienste|Frau Brandt|Rathaus|hoch|ja|Standardsoftware|Windows Server 2019|MS SQL Server 2019|8|32|300|58.000,00|40||IDM, EAK
Wahlen|WAH|Bürgerdienste|Herr Lehmann|Rathaus|normal|ja|Standardsoftware|Windows Server 2019|PostgreSQL 13|8|32|150|41.000,00|60||EWO
Terminvereinbarung|TRM|Bürgerdienste|Frau Yilmaz|externer Dienstleister|normal|ja|SaaS|||||||||IDM
Bürgerportal|BPO|Bürgerdienste|Frau Yilmaz|Rathaus|normal|ja|Microservices|Red Hat Enterprise Linux 8|PostgreSQL 15|24|96|500|148.000,00|92.000||EPAY, IDM, FVS
Formularserver|FVS|Zentrale Dienste|Frau Yilmaz|Rathaus|normal|ja|mehrschichtig|Red Hat Enterprise Linux 8|PostgreSQL 13|8|32|200|36.000,00|||IDM
E-Payment|EPAY|Finanzen|Herr Okafor|Rathaus|hoch|ja|mehrschichtig|Red Hat Enterprise Linux 8|PostgreSQL 13|8|32|150|64.000,00|||HKR
Haushalt und Kasse|HKR|Finanzen|Herr Okafor|Rathaus|hoch|nein|Standardsoftware|SUSE Linux 12|SAP HANA|48|768|2400|612.000,00|410|31.12.2027|IDM
Grundsteuer|GST|Finanzen|Herr Okafor|Rathaus|hoch|ja|Monolith|Windows Server 2012 R2|Oracle 12c|12|48|400|88.400,00|55|31.12.2027|HKR
Gewerbesteuer|GEW|Finanzen|Herr Okafor|Rathaus|hoch|ja|Monolith|Windows Server 2012 R2|Oracle 12c|8|32|200|61.000,00|30|31.12.2027|HKR
Vollstreckung|VOL|Finanzen|Herr Okafor|Rathaus|hoch|ja|Standardsoftware|Windows Server 2016|MS SQL Server 2016|8|32|250|52.300,00|48||HKR, EWO
Personalwesen|PER|Personal|Frau Nowak|Rathaus|sehr hoch|ja|Standardsoftware|AIX 7.1|DB2|16|128|700|244.000,00|5.100|31.12.2028|IDM
Zeiterfassung|ZEI|Personal|Frau Nowak|Rathaus|normal|ja|Standardsoftware|Windows Server 2016|MS SQL Server 2016|8|32|200|39.000,00|5.100||PER
Sozialhilfe|SOZ|Soziales|Frau Weber|Rathaus|sehr hoch|ja|Monolith|Windows Server 2016|Oracle 19c|16|64|900|176.000,00|260|31.12.2029|EWO, HKR, EAK
Wohngeld|WOG|Soziales|Frau Weber|Landesrechenzentrum|sehr hoch|ja|Standardsoftware||||||71.000,00|45||EWO
Jugendamt|JUG|Soziales|Frau Weber|Rathaus|sehr hoch|ja|Monolith|Windows Server 2016|Oracle 19c|12|48|500|119.000,00|180||EAK, HKR
Kita-Platzvergabe|KIT|Soziales|Herr Fuchs|externer Dienstleister|hoch|ja|SaaS|||||||||IDM
Gesundheitsamt|GES|Gesundheit|Herr Dr. Stein|Rathaus|sehr hoch|ja|Standardsoftware|Windows Server 2019|MS SQL Server 2019|12|48|400|97.000,00|140||EAK, IDM
Bauanträge|BAU|Bauen|Frau Kowalski|Rathaus|normal|ja|mehrschichtig|Windows Server 2019|MS SQL Server 2019|16|64|3800|121.000,00|150||EAK, GIS
Geoinformationssystem|GIS|Bauen|Frau Kowalski|Rathaus|normal|nein|mehrschichtig|Red Hat Enterprise Linux 8|PostgreSQL 13|32|256|14000|188.000,00|620||
Liegenschaften|LIE|Bauen|Frau Kowalski|Rathaus|normal|ja|Standardsoftware|Windows Server 2016|MS SQL Server 2016|8|32|300|44.000,00|70||GIS, HKR
Straßenverwaltung|STR|Bauen|Herr Petrov|Rathaus|normal|nein|Standardsoftware|Windows Server 2012 R2|MS SQL Server 2014|8|32|250|38.500,00|40||GIS
Verkehrsrechner|VKR|Bauen|Herr Petrov|Leitstelle|hoch|nein|Monolith|Windows Server 2008 R2||8|16|100|93.000,00|12|31.12.2030|
Leitstelle Feuerwehr|LST|Sicherheit|Herr Sommer|Leitstelle|sehr hoch|ja|Monolith|Red Hat Enterprise Linux 7|Oracle 19c|32|128|800|420.000,00|90|31.12.2031|
Bußgeldstelle|BUS|Sicherheit|Herr Lehmann|Rathaus|hoch|ja|Standardsoftware|Windows Server 2016|Oracle 19c|8|32|500|67.000,00|35||EWO, HKR, KFZ
Ratsinformation|RIS|Zentrale Dienste|Frau Yilmaz|Rathaus|normal|nein|mehrschichtig|Windows Server 2019|MS SQL Server 2019|8|32|900|33.000,00|80||EAK
E-Akte|EAK|Zentrale Dienste|Herr Özdemir|Rathaus|hoch|ja|mehrschichtig|Windows Server 2019|MS SQL Server 2019|32|256|18000|264.500,50|4.200|30.06.2029|IDM
Internetauftritt|WEB|Zentrale Dienste|Frau Yilmaz|externer Dienstleister|normal|nein|mehrschichtig|Linux|MySQL|8|16|200|29.000,00|||
E-Mail und Kalender|EML|IT-Amt|Herr Krüger|Rathaus|hoch|ja|Standardsoftware|Windows Server 2016||24|192|22000|152.000,00|5.100|14.10.2027|IDM
Identitätsmanagement|IDM|IT-Amt|Herr Krüger|Rathaus|sehr hoch|ja|mehrschichtig|Windows Server 2022||16|64|400|98.000,00|5.100||
Dateiablage|DAT|IT-Amt|Herr Krüger|Rathaus|hoch|ja|Standardsoftware|Windows Server 2016||16|64|64000|84.000,00|4.800||IDM
Datensicherung|SIC|IT-Amt|Herr Krüger|Rathaus|hoch|ja|Standardsoftware|Windows Server 2019||16|64|120000|77.000,00|||
Überwachung|UEB|IT-Amt|Herr Krüger|Rathaus|normal|nein|mehrschichtig|Linux|PostgreSQL 15|8|32|400|24.000,00|||
Bibliothek|BIB|Kultur|Frau Lang|Rathaus|normal|ja|Standardsoftware|Windows Server 2012 R2|MS SQL Server 2014|4|16|150|26.000,00|38.000||
Volkshochschule|VHS|Kultur|Frau Lang|externer Dienstleister|normal|ja|SaaS|||||||||EPAY
Schulverwaltung|SCH|Bildung|Herr Fuchs|Landesrechenzentrum|hoch|ja|Standardsoftware||||||48.000,00|900||
Lernplattform|LRN|Bildung|Herr Fuchs|Landesrechenzentrum|normal|ja|mehrschichtig|Linux|MariaDB|32|128|6000|112.000,00|31.000||
"""

PUBLIC_SECTOR_CSV = (
    "\r\n".join([_HEAD, *(line.replace("|", ";") for line in _ROWS.strip().splitlines())]) + "\r\n"
)
"""Thirty-nine systems, all in the code page of German Windows."""
