@echo off
rem Membuka borang di jendela Edge sendiri; yang sudah berjalan dipakai lagi. Jendela hitam ini boleh diperkecil; menutupnya menghentikan borang.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title borang
set "BORANG_MESIN=typst"
if not exist "%LOCALAPPDATA%\borang" mkdir "%LOCALAPPDATA%\borang"
cd /d "%LOCALAPPDATA%\borang"
"%~dp0python\python.exe" -m borang serve --app %*
if not errorlevel 1 exit /b 0
echo.
echo Tekan sembarang tombol untuk menutup jendela ini.
pause >nul
exit /b 1
