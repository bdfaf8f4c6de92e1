<?php
// Makes the tables and the two authors: php install.php HOME
define( 'WP_INSTALLING', true );
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Harbour Notes', 'ann', 'ann@example.org', true, '', 'not-a-secret' );
wp_update_user( array( 'ID' => 1, 'display_name' => 'Ann Holm', 'description' => 'Ann writes about harbours.' ) );
wp_insert_user( array( 'user_login' => 'bo', 'user_pass' => 'not-a-secret', 'display_name' => 'Bo Lind', 'role' => 'author' ) );
update_option( 'siteurl', $argv[1] );
update_option( 'home', $argv[1] );
update_option( 'timezone_string', 'Europe/Oslo' );
wp_delete_post( 1, true );
