@echo off
rem Seret berkas isian ke sini, boleh beberapa: dokumennya dibuat di sebelah masing-masing. Yang sudah ada tidak ditimpa.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title borang: buat
set "BORANG_MESIN=typst"
set "HASIL=0"
if "%~1"=="" (
  echo Seret satu atau beberapa berkas isian ke buat.cmd.
  set "HASIL=2"
  goto selesai
)
:berikut
if not exist "%~1" goto hilang
rem Titik di belakang: garis miring terakhir sebelum tanda petik akan dibaca sebagai bagian dari petiknya.
"%~dp0python\python.exe" -m borang make "%~1" -o "%~dp1."
if errorlevel 1 set "HASIL=1"
goto lanjut
:hilang
echo Berkas "%~1" tidak ditemukan. Bila namanya memuat tanda dan atau persen, ganti dahulu namanya.
set "HASIL=4"
:lanjut
shift
if not "%~1"=="" goto berikut
:selesai
echo.
echo Tekan sembarang tombol untuk menutup jendela ini.
pause >nul
exit /b %HASIL%
