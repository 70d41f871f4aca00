# ruff: noqa: E501 - a sentence a line
"""Why a file is not read, each in one sentence with what to do."""

from __future__ import annotations

from typing import Final

from planner.errors import BadInputError

__all__ = ["refusal"]

_SENTENCES: Final = {
    "damaged": ("errors.file.workbook_is_damaged_and_cannot_be_read", "errors.advice.open_it_in_a_spreadsheet_program_and_save_it"),
    "declarations": ("errors.file.workbook_holds_xml_declarations_that_no_spreadsheet", "errors.advice.open_it_in_a_spreadsheet_program_and_save_it"),
    "empty": ("errors.file.file_is_empty", "errors.advice.choose_a_file_with_a_header_row"),
    "folder": ("errors.file.is_a_folder_not_a_file", "errors.advice.choose_the_workbook_or_csv_file_itself"),
    "forbidden": ("errors.file.file_cannot_be_read", "errors.advice.check_that_you_may_read_it_and"),
    "locked": ("errors.file.workbook_is_protected_by_a_password", "errors.advice.save_it_without_a_password_and_import"),
    "no_elements": ("errors.file.model_in_holds_no_elements", "errors.file.export_the_model_with_its_application_components"),
    "no_file": ("errors.file.is_not_an_ordinary_file", "errors.advice.choose_a_workbook_or_csv_file"),
    "no_model": ("errors.file.xml_file_is_not_an_archimate_model", "errors.advice.export_the_model_in_the_open_group"),
    "no_rows": ("errors.file.file_cannot_be_split_into_rows_and", "errors.advice.open_it_in_a_spreadsheet_program_and_save_it_as_xlsx_or"),
    "no_table": ("errors.file.file_is_a_web_page_without_a", "errors.file.save_the_list_itself_as_xlsx_or"),
    "no_workbook": ("errors.file.file_is_not_a_workbook_or_a", "errors.advice.save_it_as_xlsx_or_csv_in"),
    "old_xml": ("errors.file.file_is_in_the_xml_format_of", "errors.file.open_it_in_a_spreadsheet_program_and"),
    "packing": ("errors.file.workbook_is_packed_by_another_method", "errors.advice.open_it_in_a_spreadsheet_program_and_save_it"),
    "spread_out": ("errors.file.values_of_the_workbook_are_spread_over", "errors.file.copy_the_rows_and_columns_that_matter"),
    "too_large": ("errors.file.workbook_unpacks_to_far_more_than_an", "errors.advice.copy_the_rows_that_matter_into_a"),
    "too_many_bytes": ("errors.file.file_is_too_large_mb", "errors.advice.copy_the_rows_that_matter_into_a"),
    "too_many_rows": ("errors.file.has_more_filled_rows_than_are_read", "errors.advice.copy_the_rows_that_matter_into_a"),
    "too_much_text": ("errors.file.texts_of_the_workbook_add_up", "errors.advice.copy_the_rows_that_matter_into_a"),
    "too_wide": ("errors.file.file_has_rows_and_columns_more_than", "errors.file.check_its_separators_or_copy_the_rows"),
    "xml_declarations": ("errors.file.xml_file_declares_a_document_type", "errors.advice.export_the_model_without_declarations"),
    "unreadable": ("errors.file.file_cannot_be_read_as_a_workbook", "errors.advice.open_it_in_a_spreadsheet_program_and"),
}  # fmt: skip


def refusal(why: str, name: str, detail: str = "", **params: object) -> BadInputError:
    """Return the refusal of a file.

    Parameters
    ----------
    why
        Key of the sentence.
    name
        Of the file.
    detail
        For those who repair it.
    params
        Fill the words.
    """
    sentence, advice = _SENTENCES[why]
    return BadInputError(sentence, advice, detail, name=name, **params)
