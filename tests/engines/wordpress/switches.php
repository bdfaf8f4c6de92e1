<?php
// A must-use plugin: what owners of blogs switch off, by plugins or by their theme.
$off = (array) get_option( 'switched_off', array() );
if ( in_array( 'sitemap', $off, true ) ) {
	add_filter( 'wp_sitemaps_enabled', '__return_false' );
}
if ( in_array( 'rest', $off, true ) ) {
	add_filter(
		'rest_authentication_errors',
		fn( $given ) => is_user_logged_in() ? $given : new WP_Error( 'rest_not_logged_in', 'You are not logged in.', array( 'status' => 401 ) )
	);
	remove_action( 'wp_head', 'rest_output_link_wp_head' );
	remove_action( 'template_redirect', 'rest_output_link_header', 11 );
}
if ( in_array( 'feed', $off, true ) ) {
	foreach ( array( 'do_feed', 'do_feed_rdf', 'do_feed_rss', 'do_feed_rss2', 'do_feed_atom' ) as $hook ) {
		add_action( $hook, fn() => wp_die( 'No feeds here.', '', array( 'response' => 404 ) ), 1 );
	}
	remove_action( 'wp_head', 'feed_links', 2 );
	remove_action( 'wp_head', 'feed_links_extra', 3 );
}
if ( in_array( 'generator', $off, true ) ) {
	remove_action( 'wp_head', 'wp_generator' );
	add_filter( 'the_generator', '__return_empty_string' );
}
