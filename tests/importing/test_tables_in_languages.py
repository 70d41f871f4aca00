# ruff: noqa: E501 - small files read best a file a line
"""Where rows are what they are, whatever the language, the marks and the layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_lists import hold_against

# fmt: off
CASES: dict[str, tuple[str, dict]] = {
    "numbers of rows, f": ('No.;Applicazione;Responsabile\n1;Paghe;Anna\n2;Ferie;Luca\n|||No.;Applicazione;Responsabile\n1;Magazzino;Eva\n2;Cassa;Max\n', {'names': {'Magazzino', 'Cassa', 'Ferie', 'Paghe'}}),
    "words of headers in the first row, b": ('系统名称,负责人,类别,组件\n订单,,应用,服务器\n总账,安,应用,网页\n支付,博,系统,数据库\n', {'names': {'订单', '总账', '支付'}}),
    "words of headers in the first row, c": ('Anwendung;Verantwortlich;Kategorie;Komponente\nBestellung;;Anwendung;Datenbank\nHauptbuch;Anna;Anwendung;Web\n', {'names': {'Bestellung', 'Hauptbuch'}}),
    "a row like a header, b": ('Name,Kind,Runs on\nOrders,Shop,Server\nServer,Application,Database\nPay,Shop,Server\n', {'names': {'Pay', 'Orders', 'Server'}}),
    "applications beside servers, a": ('Anwendung;Server;Verantwortlich\nCRM;srv1;Anna\nCRM;srv2;Anna\nWorkday;;Bernd\n', {'names': {'Workday', 'CRM'}, 'values': {'Workday': {'business_owner': 'Bernd'}}, 'servers': {('srv1', 'CRM'), ('srv2', 'CRM')}}),
    "applications beside servers, c": ('應用系統,伺服器,負責人\n客戶,srv1,安\n客戶,srv2,安\n人力,,博\n', {'names': {'人力', '客戶'}, 'servers': {('srv2', '客戶'), ('srv1', '客戶')}}),
    "applications beside servers, f": ('Aplicación;Servidor;Responsable\nCRM;srv1;Ana\nCRM;srv2;Ana\nNómina;;Luis\n', {'names': {'Nómina', 'CRM'}, 'servers': {('srv1', 'CRM'), ('srv2', 'CRM')}}),
    "applications beside servers, h": ('アプリケーション名,サーバー,担当者\n顧客管理,srv1,安藤\n顧客管理,srv2,安藤\n給与,,坂東\n', {'names': {'顧客管理', '給与'}, 'servers': {('srv2', '顧客管理'), ('srv1', '顧客管理')}}),
    "applications beside what they need, c": ('系統名稱,負責人,依賴系統\n客戶,安,核心\n核心,博,\n門戶,陳,客戶、核心\n', {'names': {'核心', '門戶', '客戶'}, 'needs': {('客戶', '核心'), ('門戶', '核心'), ('門戶', '客戶')}}),
    "applications beside what they need, d": ('Application;Propriétaire;Dépend de\nCRM;Anne;ERP\nERP;Luc;\nWeb;Eve;CRM\n', {'names': {'Web', 'ERP', 'CRM'}, 'needs': {('Web', 'CRM'), ('CRM', 'ERP')}}),
    "applications beside what they need, g": ('Applicazione;Responsabile;Dipende da\nCRM;Ana;ERP\nERP;Luis;\nWeb;Eva;CRM\n', {'names': {'Web', 'ERP', 'CRM'}, 'needs': {('Web', 'CRM'), ('CRM', 'ERP')}}),
    "applications beside what they need, h": ('システム名,担当者,依存先\n顧客,安,基幹\n基幹,坂,\n門戸,陳,顧客\n', {'names': {'門戸', '顧客', '基幹'}, 'needs': {('顧客', '基幹'), ('門戸', '顧客')}}),
    "numbered names beside hosts, b": ('名称,主机,用户数\n计费1,h1,5\n计费2,h2,6\n', {'names': {'计费2', '计费1'}, 'values': {'计费2': {'users': 6}}}),
    "servers join by id, e": ('server_id,hostname,app_id,vcpu\ns1,web01,1,2\ns2,db01,2,4\n|||app_id,app_name\n1,Store\n2,Back office\n', {'names': {'Store', 'Back office'}, 'servers': {('web01', 'Store'), ('db01', 'Back office')}}),
    "totals, a": ('系统名称,年运维费用（元）\n甲,1000\n乙,2000\n合计,3000\n', {'names': {'乙', '甲'}, 'codes': {'total_row'}}),
    "totals, b": ('系統名稱,年運維費用（元）\n甲,1000\n乙,2000\n總計,3000\n', {'names': {'乙', '甲'}, 'codes': {'total_row'}}),
    "totals, f": ('Applicazione;Costo annuo\nCRM;1000\nERP;2000\nTotale;3000\n', {'names': {'ERP', 'CRM'}, 'codes': {'total_row'}}),
    "totals, g": ('アプリケーション名,年間費用\nCRM,1000\nERP,2000\n合計,3000\n', {'names': {'ERP', 'CRM'}, 'codes': {'total_row'}}),
    "totals, h": ('Application,Owner,Run cost\nCRM,Ann,1000\nSub-total Finance,,1000\nERP,Bob,2000\nGrand Total,,3000\nAverage,,1500\n', {'names': {'ERP', 'CRM'}}),
    "totals, i": ('Application,Users\nTotal Commander,5\nSum Up,7\nTotal,12\n', {'names': {'Sum Up', 'Total Commander'}}),
    "totals, k": ('No,Application,Cost\n1,CRM,1000\n2,ERP,2000\n,Total cost,3000\nCount,2,\n', {'names': {'ERP', 'CRM'}}),
    "totals, m": ('Application,Users\nCRM,5\nERP,7\nTOTAL USERS,12\n', {'names': {'ERP', 'CRM'}}),
    "applications as columns, b": ('Anwendung;CRM;ERP\nVerantwortlich;Anna;Bernd\nNutzer;10;20\nKritikalität;hoch;niedrig\n', {'names': {'ERP', 'CRM'}, 'values': {'CRM': {'users': 10, 'criticality': 'high'}}}),
    "applications as columns, f": ('Applicazione;CRM;ERP\nResponsabile;Anna;Luca\nUtenti;10;20\nRTO (h);4;8\n', {'names': {'ERP', 'CRM'}, 'values': {'ERP': {'users': 20}}}),
    "applications as columns, g": ('系統名稱,客戶,核心\n負責人,安,博\n使用者數,10,20\n重要性,高,低\n', {'names': {'核心', '客戶'}, 'values': {'客戶': {'users': 10, 'criticality': 'high'}}}),
    "notes and sections, a": ('系统名称,负责人,用户数\n财务部,,\n总账,安,10\n系统名称,负责人,用户数\n薪酬,博,20\n\n来源：配置库\n注：数字为估算\n', {'names': {'薪酬', '总账'}}),
    "notes and sections, b": ('Anwendung;Verantwortlich;Nutzer\nAbteilung Finanzen;;\nHauptbuch;Anna;10\nAnwendung;Verantwortlich;Nutzer\nLohn;Bernd;20\n\nQuelle: CMDB\n* geschätzt\n', {'names': {'Lohn', 'Hauptbuch'}}),
    "notes and sections, d": ('Application,Owner,Users\n1. Finance,,\nLedger,Ann,10\n2. HR,,\nPayroll,Bob,20\n', {'names': {'Payroll', 'Ledger'}}),
    "notes and sections, g": ('Application,Owner,Users\n--- Finance ---,,\nLedger,Ann,10\nGoogle,,\nPayroll,Bob,20\n', {'names': {'Google', 'Payroll', 'Ledger'}}),
    "notes and sections, i": ('Applications,,\nApplication,Owner,Users\nLedger,Ann,10\n\nServers,,\nServer name,OS,Cores,Application\nsrv1,RHEL 8,4,Ledger\n', {'names': {'Ledger'}, 'servers': {('srv1', 'Ledger')}}),
    "directions, b": ('系統名稱,使用者數,上游系統\n客戶,5,核心\n核心,6,\n', {'needs': {('客戶', '核心')}}),
    "directions, c": ('Anwendung;Nutzer;Wird genutzt von\nCRM;5;ERP\nERP;6;\n', {'needs': {('ERP', 'CRM')}}),
    "directions, g": ('Application,Users,Receives data from\nCRM,5,ERP\nERP,6,\n', {'needs': {('CRM', 'ERP')}}),
    "directions, j": ('Applicazione;Utenti;Utilizzata da\nCRM;5;ERP\nERP;6;\n', {'needs': {('ERP', 'CRM')}}),
    "directions, l": ('Source,Target,Type\nCRM,ERP,used by\nWeb,CRM,depends on\n', {'needs': {('Web', 'CRM'), ('ERP', 'CRM')}}),
    "directions, n": ('Parent,Child,Type\nCRM,db01,Depends on::Used by\nWeb,CRM,Depends on::Used by\n', {'needs': {('CRM', 'db01'), ('Web', 'CRM')}}),
    "wide commas, g": ('应用，负责人，用户数\n客户，安，5\n核心，博，6\n', {'names': {'核心', '客户'}, 'values': {'客户': {'users': 5}}}),
    "matrix, c": ('Application,Owner,CRM,ERP,Web\nCRM,a,0,1,0\nERP,b,0,0,0\nWeb,c,1,1,0\n', {'names': {'Web', 'ERP', 'CRM'}, 'values': {'CRM': {'business_owner': 'a'}}, 'needs': {('Web', 'CRM'), ('CRM', 'ERP'), ('Web', 'ERP')}}),
    "matrix, d": ('from \\ to;CRM;ERP;Web\nCRM;-;x;\nERP;;-;\nWeb;x;x;-\n', {'names': {'Web', 'ERP', 'CRM'}, 'needs': {('Web', 'CRM'), ('CRM', 'ERP'), ('Web', 'ERP')}}),
    "matrix, g": ('Application,srv1,srv2,srv3\nCRM,x,x,\nERP,,,x\nWeb,,x,x\n', {'names': {'Web', 'ERP', 'CRM'}}),
    "matrix, h": ('Server,CRM,ERP\nsrv1,x,\nsrv2,x,\nsrv3,,x\n', {'names': {'ERP', 'CRM'}}),
    "names of assets, b": ('资产编号,资产名称,负责人\nA1,计费,安\n', {'names': {'计费'}}),
    "names of assets, d": ('AppNo,AppTitle,AppOwner\n1,Billing,Ann\n2,Ledger,Bob\n', {'names': {'Billing', 'Ledger'}}),
    "quoted by equals, b": ('系统名称,用户数\n"=""007""",5\n', {'names': {'007'}}),
    "unseen characters, b": ('Anwendung;Nutzer;Abhängig von\nCRM;5;ERP\ufeff\nERP;6;\n', {'needs': {('CRM', 'ERP')}}),
    "unseen characters, c": ('系统名称,用户数,依赖系统\n客户,5,核心\u200b\n核心\u3000,6,\n', {'needs': {('客户', '核心')}}),
    "names with commas, a": ('Application,Users,Depends on\n"Orders, Retail",5,\nERP,6,"CRM, Orders, Retail"\nCRM,7,\n', {'needs': {('ERP', 'CRM'), ('ERP', 'Orders, Retail')}}),
    "names with commas, c": ('系统名称,用户数,依赖系统\n信贷、风控平台,5,\n核心,6,信贷、风控平台\n', {'needs': {('核心', '信贷、风控平台')}}),
    "names with commas, d": ('Application,Users,Depends on\nR&D / Lab,5,\nERP,6,R&D / Lab; CRM\nCRM,7,\n', {'needs': {('ERP', 'CRM'), ('ERP', 'R&D / Lab')}}),
    "no header, 1": ('CRM,Ann,High,10\nERP,Bob,Low,20\nWeb,Cy,Medium,5\n', {'names': {'Web', 'ERP', 'CRM'}}),
    "no header, 2": ('CRM\nERP\nWeb\nPortal\n', {'names': {'Web', 'Portal', 'ERP', 'CRM'}}),
    "no header, 3": ('客户管理,安,10\n核心系统,博,20\n', {'names': {'客户管理', '核心系统'}}),
}
# fmt: on


@pytest.mark.parametrize("key", CASES)
def test_a_small_list_is_read_as_a_person_would(tmp_path: Path, key: str) -> None:
    hold_against(tmp_path, CASES[key])
