@echo off
rem Membuka borang di jendela Edge sendiri; yang sudah berjalan dipakai lagi. Jendela hitam ini boleh diperkecil; menutupnya menghentikan borang.
setlocal
chcp 65001 >nul
title borang
set "BORANG_MESIN=typst"
if not exist "%LOCALAPPDATA%\borang" mkdir "%LOCALAPPDATA%\borang"
cd /d "%LOCALAPPDATA%\borang"
"%~dp0python\python.exe" -m borang serve --app %*
if errorlevel 1 pause
