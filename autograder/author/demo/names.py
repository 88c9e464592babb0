"""Sixty students, among them the names that break spreadsheets and file systems."""

NAMES = tuple(
    """
    ada|alan|ana maria|anders|aoife|arjun|Ada|beatriz|björn|carmen|chen wei|chiara|dara|dmitri|elif|émile|esther|fatima|felix|
    gabriela|grace|hana|hiro|ibrahim|ingrid|ivan|jamal|jana|João|kamala|katarzyna|kofi|leila|liam|lucía|magnus|mei|miguel|mira|
    nadia|ngozi|niels|noor|O'Brien, Pat|olga|oskar|pablo|priya|quentin|rosa|samir|sofia|=SUM(A1:A9)|tariq|uma|viktor|wanjiru|
    李雷|韩梅梅|山田 花子
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
